import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CredentialKind } from './api-data';

/** Which credentials open an API, in words. */
export function KindNames({ kinds }: { readonly kinds: readonly CredentialKind[] }) {
  const { t } = useTranslation('apis');
  return (
    <Group gap={4}>
      {kinds.map((kind) => (
        <Badge key={kind} variant="default" tt="none" fw={500}>
          {t(`kinds.${kind}`)}
        </Badge>
      ))}
    </Group>
  );
}
