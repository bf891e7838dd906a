import { Button, Divider, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconChevronDown,
  IconChevronUp,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandLine } from '../../components/command-line';

export interface Step {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly isDone: boolean;
  /** The page that does it, within the console. */
  readonly to: string;
  readonly search?: Readonly<Record<string, string | true>>;
  readonly action: string;
  /** How it is done in a terminal. */
  readonly command: string;
}

interface ChecklistProps {
  readonly title: string;
  /** What is said once every step is done. */
  readonly doneText: string;
  readonly steps: readonly Step[];
}

/** First steps in their order: the next one open, those that are done told by a sign and a word. */
export function Checklist({ title, doneText, steps }: ChecklistProps) {
  const { t } = useTranslation('home');
  const [isShown, { toggle }] = useDisclosure();
  const done = steps.filter(({ isDone }) => isDone).length;
  const isComplete = done === steps.length;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} miw={0}>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Group gap={6} wrap="nowrap" role="status">
            {isComplete ? (
              <IconCircleCheck
                size={18}
                color="var(--mantine-color-green-filled)"
                aria-hidden
                style={{ flexShrink: 0 }}
              />
            ) : null}
            <Text size="sm" {...(isComplete ? {} : { c: 'dimmed' })}>
              {isComplete ? doneText : t('progress', { done, all: steps.length })}
            </Text>
          </Group>
        </Stack>
        {isComplete ? (
          <Button variant="default" size="xs" onClick={toggle} aria-expanded={isShown}>
            {isShown ? t('hideSteps') : t('showSteps')}
          </Button>
        ) : null}
      </Group>
      {isComplete && !isShown ? null : <Steps steps={steps} />}
    </Paper>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const next = steps.find(({ isDone }) => !isDone)?.name ?? null;
  // Undefined until the person opens or closes one; until then the next step is the open one.
  const [chosen, choose] = useState<string | null>();
  const open = chosen === undefined ? next : chosen;
  return (
    <Stack gap={0} mt="sm" component="ol" p={0} mb={0} style={{ listStyle: 'none' }}>
      {steps.map((step) => (
        <StepRow
          key={step.name}
          step={step}
          isNext={step.name === next}
          isOpen={step.name === open}
          onToggle={() => choose(step.name === open ? null : step.name)}
        />
      ))}
    </Stack>
  );
}

interface StepRowProps {
  readonly step: Step;
  readonly isNext: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function StepRow({ step, isNext, isOpen, onToggle }: StepRowProps) {
  const { t } = useTranslation('home');
  const { title, text, isDone, to, search, action, command } = step;
  return (
    <li>
      <Divider />
      <Title order={3} size="md" fw={400}>
        <UnstyledButton w="100%" py="sm" px="xs" aria-expanded={isOpen} onClick={onToggle}>
          <Group wrap="nowrap" gap="sm">
            <StepSign isDone={isDone} isNext={isNext} />
            <Text span flex={1}>
              {title}
            </Text>{' '}
            <Text span size="sm" c="dimmed">
              {isDone ? t('done') : isNext ? t('next') : t('open')}
            </Text>
            {isOpen ? (
              <IconChevronUp size={16} aria-hidden />
            ) : (
              <IconChevronDown size={16} aria-hidden />
            )}
          </Group>
        </UnstyledButton>
      </Title>
      {isOpen ? (
        <Stack align="flex-start" px="xs" pb="md">
          <Text>{text}</Text>
          <Button
            component={Link}
            to={to}
            {...(search === undefined ? {} : { search: search as never })}
            variant={isNext ? 'filled' : 'default'}
          >
            {action}
          </Button>
          <CommandLine text={command} />
        </Stack>
      ) : null}
    </li>
  );
}

function StepSign({ isDone, isNext }: { readonly isDone: boolean; readonly isNext: boolean }) {
  if (isDone) {
    return <IconCircleCheck size={22} color="var(--mantine-color-green-filled)" aria-hidden />;
  }
  return isNext ? <IconCircle size={22} aria-hidden /> : <IconCircleDashed size={22} aria-hidden />;
}
