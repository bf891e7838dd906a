import { Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Quota } from './api-data';
import { WindowFields } from './window-fields';

const MOST = 5;
/** What the next window is, so that it differs from those that are there. */
const SUGGESTED: readonly Quota[] = [
  { limit: 100, window_seconds: 60 },
  { limit: 10, window_seconds: 1 },
  { limit: 1000, window_seconds: 3600 },
  { limit: 10_000, window_seconds: 86_400 },
];

interface WindowsEditorProps {
  readonly legend: string;
  readonly description: string;
  readonly windows: readonly Quota[];
  readonly onChange: (windows: readonly Quota[]) => void;
  /** What the server found wrong, and the member's name in it. */
  readonly errors: Readonly<Record<string, string>>;
  readonly member: string;
}

/** Several limits that hold at once. */
export function WindowsEditor(props: WindowsEditorProps) {
  const { legend, description, windows, onChange, errors, member } = props;
  const { t } = useTranslation('apis');
  const isUsed = (one: Quota) => windows.some((each) => each.window_seconds === one.window_seconds);
  const next = SUGGESTED.find((one) => !isUsed(one)) ?? { limit: 100, window_seconds: 600 };
  return (
    <Fieldset legend={legend}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          {description}
        </Text>
        {windows.map((window, index) => (
          <Group
            key={index}
            gap="xs"
            align="flex-end"
            role="group"
            aria-label={t('limitNumber', { number: index + 1 })}
          >
            <WindowFields
              value={window}
              error={errors[`${member}.${index}.limit`]}
              onChange={(changed) =>
                onChange(windows.map((one, i) => (i === index ? changed : one)))
              }
            />
            <Button
              variant="default"
              aria-label={t('removeLimit', { number: index + 1 })}
              onClick={() => onChange(windows.filter((_, i) => i !== index))}
            >
              {t('remove')}
            </Button>
          </Group>
        ))}
        {errors[member] === undefined ? null : (
          <Text size="sm" c="red" role="alert">
            {errors[member]}
          </Text>
        )}
        <Button
          variant="default"
          size="xs"
          disabled={windows.length >= MOST}
          onClick={() => onChange([...windows, next])}
        >
          {t('addLimit')}
        </Button>
      </Stack>
    </Fieldset>
  );
}
