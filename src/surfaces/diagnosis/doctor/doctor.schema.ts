import { z } from 'zod';
import { checkReportSchema } from '../decision.schema.js';

const LONGEST_PASTED = 32_768;
const text = z.string().nullable();

/** `POST /doctor` */
export const doctorRequestSchema = z.strictObject({
  request: z
    .string()
    .min(1, 'must not be empty')
    .max(LONGEST_PASTED, `must have at most ${LONGEST_PASTED} characters`)
    .meta({
      description:
        'A curl command line, the headers of a request, a piece of a program with headers in it, or a bare key or token.',
      example: "curl 'http://localhost:3000/profile' -H 'Authorization: access_token eyJ…'",
    }),
});
export type DoctorRequest = z.infer<typeof doctorRequestSchema>;

export const diagnosisSchema = z.object({
  verdict: z.enum(['would be allowed', 'would be refused', 'needs no credential', 'not looked at']),
  status: z.int().nullable().meta({ description: 'The status that the call would get.' }),
  code: text,
  title: text,
  detail: text,
  hint: text,
  doc_url: text,
  api: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'What the URL leads to; null: nothing protected, or no URL was named.' }),
  checks: z.array(checkReportSchema),
  findings: z
    .array(z.object({ name: z.string(), text: z.string() }))
    .meta({ description: 'What else stands out, whatever the verdict.' }),
  server_time: z.iso.datetime().meta({ description: 'To compare one’s own clock with.' }),
});
