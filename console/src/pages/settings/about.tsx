import { Anchor, Paper, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Time } from '../../components/time';
import { Facts } from './facts';
import { ServerPanel } from './server-panel';

const DOCUMENTS = [
  'console',
  'api_reference',
  'openapi',
  'openid_configuration',
  'authorization_server',
  'jwks',
  'error_codes',
] as const;

/** What runs here, since when, on what, and where it describes itself. */
export function About() {
  const { t } = useTranslation(['settings', 'common']);
  return (
    <ServerPanel>
      {(server) => (
        <>
          <Paper withBorder p="md">
            <Facts
              rows={[
                [t('about.version'), server.version],
                [t('about.node'), server.node_version],
                [t('about.started'), <Time key="started" at={server.started_at} />],
                [t('about.database'), t(`about.databases.${server.database}`)],
                [t('about.redis'), server.redis ? t('common:yes') : t('common:no')],
                [t('about.workers'), server.workers],
                [
                  t('about.mode'),
                  server.production ? t('about.production') : t('about.development'),
                ],
                [t('about.samples'), server.samples ? t('common:yes') : t('common:no')],
                [t('about.publicUrl'), server.public_url],
                [t('about.issuer'), server.issuer],
                [
                  t('about.languages'),
                  server.languages
                    .map((each) => t(`about.names.${each as 'en' | 'zh'}`))
                    .join(', '),
                ],
              ]}
            />
          </Paper>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="sm">
              {t('about.documents')}
            </Title>
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {DOCUMENTS.map((name) => (
                <li key={name}>
                  {t(`about.documentNames.${name}`)}:{' '}
                  <Anchor href={server.documents[name]} className="breakable">
                    {server.documents[name]}
                  </Anchor>
                </li>
              ))}
            </Stack>
          </Paper>
        </>
      )}
    </ServerPanel>
  );
}
