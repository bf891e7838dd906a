import { Button, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { signOut } from '../session/session';
import { changeLanguage, type Language } from '../texts';

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['zh', '中文'],
];
const SCHEMES = [
  ['auto', 'schemeAuto'],
  ['light', 'schemeLight'],
  ['dark', 'schemeDark'],
] as const satisfies readonly (readonly [MantineColorScheme, string])[];

/** Who is signed in, and how the console looks to them. */
export function UserMenu() {
  const { t, i18n } = useTranslation(['common', 'titles']);
  const { username } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          maw={220}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={t('signedInAs', { name: username })}
        >
          {username}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          {t('titles:account')}
        </Menu.Item>
        <Menu.Item component="a" href="/docs">
          {t('apiDocs')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {LANGUAGES.map(([language, name]) => (
          <Menu.CheckboxItem
            key={language}
            checked={i18n.language === language}
            onChange={() => void changeLanguage(language)}
            lang={language}
          >
            {name}
          </Menu.CheckboxItem>
        ))}
        <Menu.Label>{t('colorScheme')}</Menu.Label>
        {SCHEMES.map(([scheme, text]) => (
          <Menu.CheckboxItem
            key={scheme}
            checked={colorScheme === scheme}
            onChange={() => setColorScheme(scheme)}
          >
            {t(text)}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
