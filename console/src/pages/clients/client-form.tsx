import { Button, Collapse, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstWrong } from '../../api/first-wrong';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import type { NewClient } from './client-data';
import { actsAsItself, bodyOf, type ClientDraft } from './client-draft';
import { ClientScopes } from './client-scopes';
import { FurtherFields } from './further-fields';
import { GrantFields } from './grant-fields';
import { isJson, ProofFields } from './proof-fields';

interface ClientFormProps<Saved> {
  readonly initial: ClientDraft;
  /** Whose client it is; empty: of an app that is yet to be made. */
  readonly appId: string;
  /** Which app, where that is to be chosen. */
  readonly appField?: ReactNode;
  readonly call: { readonly method: 'POST' | 'PATCH'; readonly path: string };
  readonly action: string;
  readonly onBack?: () => void;
  readonly save: (body: NewClient) => Promise<Saved>;
  readonly onSaved: (saved: Saved) => void;
}

/** A registration by its kind: what that kind has no use for is not asked. */
export function ClientForm<Saved>(props: ClientFormProps<Saved>) {
  const { initial, appId, appField, call, action, onBack, save, onSaved } = props;
  const { t } = useTranslation(['clients', 'common']);
  const [draft, setDraft] = useState(initial);
  const [showsMore, more] = useDisclosure();
  const change = (changes: Partial<ClientDraft>) => setDraft({ ...draft, ...changes });
  const canSend = isJson(draft.jwks);
  const submit = useMutation({
    mutationFn: () => save(bodyOf(draft)),
    onSuccess: onSaved,
    gcTime: 0,
  });
  const wrong = fieldErrors(submit.error);
  const isMachine = draft.kind === 'machine';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) submit.mutate();
      }}
    >
      <Stack>
        <TextInput
          required
          label={t('name')}
          description={isMachine ? t('machineNameText') : t('nameText')}
          maxLength={200}
          data-autofocus
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={wrong['client_name']}
        />
        {appField}
        {isMachine ? null : (
          <TagsInput
            label={t('redirectUris')}
            description={t(`redirectTexts.${draft.kind}`)}
            placeholder={
              draft.kind === 'native' || draft.kind === 'mcp'
                ? 'http://127.0.0.1/callback'
                : 'https://app.example.com/callback'
            }
            splitChars={[',', ' ']}
            value={draft.redirectUris}
            onChange={(redirectUris) => change({ redirectUris })}
            error={firstWrong(wrong, 'redirect_uris')}
          />
        )}
        <ProofFields draft={draft} onChange={change} wrong={wrong} />
        <GrantFields
          draft={draft}
          onChange={(grants) => change({ grants })}
          error={wrong['grant_types']}
        />
        <ClientScopes
          label={t('scopes')}
          description={isMachine ? t('machineScopesText') : t('scopesText')}
          value={draft.scopes}
          onChange={(scopes) => change({ scopes })}
          error={wrong['scope']}
          ofPeople={!isMachine}
          appId={appId}
        />
        {!isMachine && actsAsItself(draft.grants) ? (
          <ClientScopes
            label={t('machineScopes')}
            description={t('machineScopesText')}
            value={draft.machineScopes}
            onChange={(machineScopes) => change({ machineScopes })}
            error={wrong['machine_scope']}
            ofPeople={false}
            appId={appId}
          />
        ) : null}
        <Button variant="subtle" size="compact-sm" aria-expanded={showsMore} onClick={more.toggle}>
          {t('further')}
        </Button>
        <Collapse expanded={showsMore}>
          <FurtherFields draft={draft} onChange={change} wrong={wrong} />
        </Collapse>
        {submit.error === null ? null : <Problem error={submit.error} />}
        <Group justify="space-between">
          {canSend ? <CopyAsCurl {...call} body={bodyOf(draft)} /> : <span />}
          <Group gap="xs">
            {onBack === undefined ? null : (
              <Button variant="default" onClick={onBack}>
                {t('back')}
              </Button>
            )}
            <Button type="submit" loading={submit.isPending}>
              {action}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
