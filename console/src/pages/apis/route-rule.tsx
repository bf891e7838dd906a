import { Button, Card, Group, MultiSelect, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ApiRoute, CREDENTIAL_KINDS } from './api-data';

const METHODS = ['*', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface RouteRuleProps {
  readonly number: number;
  readonly rule: ApiRoute;
  readonly scopeNames: readonly string[];
  readonly errors: Readonly<Record<string, string>>;
  readonly isLast: boolean;
  readonly onChange: (rule: ApiRoute) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One rule: these methods at this path need these scopes, or nothing at all. */
export function RouteRule(props: RouteRuleProps) {
  const { number, rule, scopeNames, errors, onChange } = props;
  const { t } = useTranslation('apis');
  const at = `routes.${number - 1}`;
  const error = (member: string) =>
    errors[`${at}.${member}`] ??
    Object.entries(errors).find(([name]) => name.startsWith(`${at}.${member}.`))?.[1];
  const { accept: _accept, ...withoutKinds } = rule;
  const setKinds = (chosen: readonly string[]) => {
    const accept = CREDENTIAL_KINDS.filter((kind) => chosen.includes(kind));
    onChange(accept.length === 0 ? withoutKinds : { ...withoutKinds, accept });
  };
  const setPublic = (isPublic: boolean) =>
    onChange(isPublic ? { ...withoutKinds, scopes: [], public: true } : { ...rule, public: false });
  return (
    <Card withBorder w="100%" role="group" aria-label={t('ruleNumber', { number })}>
      <Stack gap="sm">
        <Group align="flex-start" gap="xs">
          <MultiSelect
            flex="1 1 180px"
            label={t('methods')}
            data={[...new Set([...METHODS, ...rule.methods])]}
            value={[...rule.methods]}
            error={error('methods')}
            onChange={(methods) => onChange({ ...rule, methods })}
          />
          <TextInput
            flex="2 1 220px"
            label={t('path')}
            value={rule.path}
            error={error('path') ?? errors[at]}
            onChange={(event) => onChange({ ...rule, path: event.currentTarget.value })}
          />
          <MultiSelect
            flex="2 1 220px"
            label={t('neededScopes')}
            disabled={rule.public === true}
            data={[...new Set([...scopeNames, ...(rule.scopes ?? [])])]}
            value={[...(rule.scopes ?? [])]}
            error={error('scopes')}
            onChange={(scopes) => onChange({ ...rule, scopes })}
          />
        </Group>
        <MultiSelect
          label={t('acceptHere')}
          placeholder={rule.accept === undefined ? t('asTheApi') : ''}
          disabled={rule.public === true}
          data={CREDENTIAL_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={[...(rule.accept ?? [])]}
          error={error('accept')}
          onChange={setKinds}
        />
        <Group justify="space-between">
          <Switch
            label={t('publicRule')}
            checked={rule.public === true}
            onChange={(event) => setPublic(event.currentTarget.checked)}
          />
          <RuleButtons {...props} />
        </Group>
      </Stack>
    </Card>
  );
}

function RuleButtons({ number, isLast, onMove, onRemove }: RouteRuleProps) {
  const { t } = useTranslation('apis');
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        disabled={number === 1}
        aria-label={t('moveRuleUp', { number })}
        onClick={() => onMove(-1)}
      >
        ↑
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={isLast}
        aria-label={t('moveRuleDown', { number })}
        onClick={() => onMove(1)}
      >
        ↓
      </Button>
      <Button
        variant="default"
        size="xs"
        aria-label={t('removeRule', { number })}
        onClick={onRemove}
      >
        {t('remove')}
      </Button>
    </Group>
  );
}
