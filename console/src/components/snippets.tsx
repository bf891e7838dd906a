import { Code, CopyButton, Button, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface Snippet {
  /** curl, Python, JavaScript, Java, nginx: a name, not a text. */
  readonly name: string;
  readonly text: string;
}

/** The same in several languages or programs, one at a time. */
export function Snippets({ snippets }: { readonly snippets: readonly Snippet[] }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue={snippets[0]?.name ?? null} keepMounted={false}>
      <Tabs.List>
        {snippets.map(({ name }) => (
          <Tabs.Tab key={name} value={name}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map(({ name, text }) => (
        <Tabs.Panel key={name} value={name} pt="xs">
          <Code block tabIndex={0} aria-label={name} style={{ maxBlockSize: '24rem' }}>
            {text}
          </Code>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" mt="xs" onClick={copy} aria-live="polite">
                {copied ? t('copied') : t('copy')}
              </Button>
            )}
          </CopyButton>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
