import { Accordion, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
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
  const { t } = useTranslation('home');
  const next = steps.find(({ isDone }) => !isDone)?.name ?? null;
  // Undefined until the person opens or closes one; until then the next step is the open one.
  const [chosen, choose] = useState<string | null>();
  return (
    <Accordion
      order={3}
      mt="sm"
      value={chosen === undefined ? next : chosen}
      onChange={choose}
      keepMounted={false}
    >
      {steps.map((step) => (
        <Accordion.Item key={step.name} value={step.name}>
          <Accordion.Control icon={<StepSign isDone={step.isDone} isNext={step.name === next} />}>
            <Group justify="space-between" gap="xs" pe="xs">
              <span>{step.title}</span>
              <Text span size="sm" c="dimmed">
                {step.isDone ? t('done') : step.name === next ? t('next') : t('open')}
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Stack align="flex-start">
              <Text>{step.text}</Text>
              <Button
                component={Link}
                to={step.to}
                {...(step.search === undefined ? {} : { search: step.search as never })}
                variant={step.name === next ? 'filled' : 'default'}
              >
                {step.action}
              </Button>
              <CommandLine text={step.command} />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function StepSign({ isDone, isNext }: { readonly isDone: boolean; readonly isNext: boolean }) {
  if (isDone) {
    return <IconCircleCheck size={22} color="var(--mantine-color-green-filled)" aria-hidden />;
  }
  return isNext ? <IconCircle size={22} aria-hidden /> : <IconCircleDashed size={22} aria-hidden />;
}
