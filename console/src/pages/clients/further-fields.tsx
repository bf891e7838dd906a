import { MultiSelect, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { firstWrong } from '../../api/first-wrong';
import { useMe } from '../../api/me';
import { LimitFields } from '../../components/limit-fields';
import { audiencesQuery } from './audiences';
import { type ClientDraft, LINK_NAMES } from './client-draft';

interface FurtherFieldsProps {
  readonly draft: ClientDraft;
  readonly onChange: (changes: Partial<ClientDraft>) => void;
  readonly wrong: Readonly<Record<string, string>>;
}

/** What most clients leave as it is. */
export function FurtherFields({ draft, onChange, wrong }: FurtherFieldsProps) {
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  const { data: audiences = [] } = useQuery(audiencesQuery(isAdmin));
  const known = new Map(audiences.map(({ audience, name }) => [audience, name]));
  for (const each of draft.resources) if (!known.has(each)) known.set(each, each);
  return (
    <Stack>
      <MultiSelect
        label={t('resources')}
        description={t('resourcesText')}
        searchable
        clearable
        data={[...known].map(([value, name]) => ({ value, label: `${name} (${value})` }))}
        value={draft.resources}
        onChange={(resources) => onChange({ resources })}
        error={firstWrong(wrong, 'resources')}
      />
      {draft.kind === 'machine' ? null : (
        <>
          <TagsInput
            label={t('postLogoutUris')}
            description={t('postLogoutUrisText')}
            value={draft.postLogoutUris}
            onChange={(postLogoutUris) => onChange({ postLogoutUris })}
            error={firstWrong(wrong, 'post_logout_redirect_uris')}
          />
          {LINK_NAMES.map((name) => (
            <TextInput
              key={name}
              label={t(`links.${name}`)}
              placeholder="https://"
              value={draft.links[name]}
              onChange={(event) =>
                onChange({ links: { ...draft.links, [name]: event.currentTarget.value } })
              }
              error={wrong[name]}
            />
          ))}
          <Switch
            label={t('pushed')}
            description={t('pushedText')}
            checked={draft.pushed}
            onChange={(event) => onChange({ pushed: event.currentTarget.checked })}
          />
        </>
      )}
      <Switch
        label={t('dpop')}
        description={t('dpopText')}
        checked={draft.dpop}
        onChange={(event) => onChange({ dpop: event.currentTarget.checked })}
      />
      {isAdmin && draft.method !== 'none' ? (
        <Switch
          label={t('introspection')}
          description={t('introspectionText')}
          checked={draft.asksAboutAny}
          onChange={(event) => onChange({ asksAboutAny: event.currentTarget.checked })}
        />
      ) : null}
      <LimitFields value={draft.limits} onChange={(limits) => onChange({ limits })} wrong={wrong} />
    </Stack>
  );
}
