import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Template, TEMPLATES } from './key-templates';

interface TemplateFieldProps {
  readonly value: Template;
  readonly onChange: (template: Template) => void;
}

export function TemplateField({ value, onChange }: TemplateFieldProps) {
  const { t } = useTranslation('keys');
  return (
    <Radio.Group label={t('template')} value={value} onChange={(chosen) => onChange(chosen)}>
      <Stack gap={6} mt={6}>
        {TEMPLATES.map((template) => (
          <Radio
            key={template}
            value={template}
            label={t(`templates.${template}`)}
            description={t(`templateTexts.${template}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
