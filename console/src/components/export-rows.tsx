import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveText } from './save-text';
import { toCsv, toNdjson } from './table-text';

interface ExportRowsProps {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly rows: readonly object[];
}

/** Gives the rows that are shown as a file. */
export function ExportRows({ name, rows }: ExportRowsProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={rows.length === 0}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveText(`${name}.csv`, 'text/csv', toCsv(rows))}>
          {t('exportCsv')}
        </Menu.Item>
        <Menu.Item
          onClick={() => saveText(`${name}.ndjson`, 'application/x-ndjson', toNdjson(rows))}
        >
          {t('exportNdjson')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
