import { Alert, Anchor, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { toProblem } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { Facts } from '../../components/facts';
import { ObjectLink } from '../../components/object-link';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { LastUsed } from './last-used';
import { endFound, findCredential, type FoundCredential } from './leaked-credential';

interface FindLeakedProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Paste what leaked, see what it is, end it. */
export function FindLeaked({ isOpen, onClose }: FindLeakedProps) {
  const { t } = useTranslation(['keys', 'common']);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={t('leaked')}
    >
      <FindForm onClose={onClose} />
    </Modal>
  );
}

function FindForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const [pasted, setPasted] = useState('');
  const search = useMutation({
    mutationFn: (credential: string) => findCredential(isAdmin, credential),
    // What leaked does not stand on the screen any longer than it must.
    onSuccess: () => setPasted(''),
  });
  const isNothing = search.error !== null && toProblem(search.error).code === 'not_found';
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search.mutate(pasted);
        }}
      >
        <Stack>
          <Textarea
            required
            autosize
            minRows={3}
            maxRows={8}
            label={t('leakedField')}
            description={t('leakedText')}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={search.isPending}>
              {t('find')}
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {isNothing ? <Alert color="gray">{t('leakedNothing')}</Alert> : null}
        {search.error === null || isNothing ? null : <Problem error={search.error} />}
        {search.data === undefined ? null : (
          <Found key={search.data.id} found={search.data} onClose={onClose} />
        )}
      </div>
    </Stack>
  );
}

interface FoundProps {
  readonly found: FoundCredential;
  readonly onClose: () => void;
}

function Found({ found, onClose }: FoundProps) {
  const { t } = useTranslation('keys');
  const queries = useQueryClient();
  const { revoke } = found.links;
  const end = useMutation({
    mutationFn: (path: string) => endFound(path),
    onSuccess: () => queries.invalidateQueries(),
  });
  const page = pageOf(found);
  return (
    <Stack>
      {found.state === 'active' && !end.isSuccess ? (
        <Alert color="red">{t(found.is_secret ? 'leakedOpens' : 'leakedPublic')}</Alert>
      ) : null}
      <Facts
        facts={[
          [t('leakedKind'), t(`leakedKinds.${found.kind}`)],
          ...(found.name === null ? [] : [[t('name'), found.name] as const]),
          ['Id', <code key="id">{found.id}</code>],
          [t('stateLabel'), t(`leakedStates.${end.isSuccess ? 'revoked' : found.state}`)],
          ...(found.app_id === null
            ? []
            : [[t('app'), <ObjectLink key="app" id={found.app_id} />] as const]),
          ...(found.user_id === null
            ? []
            : [[t('leakedUser'), <ObjectLink key="user" id={found.user_id} />] as const]),
          [t('created'), <Time key="created" at={found.created_at} />],
          [t('lastUsed'), <LastUsed key="used" use={found.last_used} />],
        ]}
      />
      {end.error === null ? null : <Problem error={end.error} />}
      {end.isSuccess ? <Alert color="green">{t('leakedEnded')}</Alert> : null}
      <Group justify="space-between">
        {page === null ? (
          <span />
        ) : (
          <Anchor component={Link} to={page} onClick={onClose}>
            {t('leakedPage')}
          </Anchor>
        )}
        {revoke === null || end.isSuccess || found.state === 'revoked' ? null : (
          <Group gap="xs">
            <CopyAsCurl method="DELETE" path={revoke} />
            <Button color="red" loading={end.isPending} onClick={() => end.mutate(revoke)}>
              {t('leakedEnd')}
            </Button>
          </Group>
        )}
      </Group>
      {revoke === null && found.user_id !== null ? (
        <Text size="sm">{t('leakedSignOut')}</Text>
      ) : null}
    </Stack>
  );
}

/** Where the console shows it. */
function pageOf({ kind, id, app_id: app, links }: FoundCredential): string | null {
  if (app === null || links.self === null) return null;
  if (kind === 'api_key') return `/apps/${app}/keys/${id}`;
  if (kind === 'access_key') return `/apps/${app}/access-keys/${id}`;
  const client = links.self.split('/').at(-1);
  return client === undefined ? null : `/apps/${app}/clients/${client}`;
}
