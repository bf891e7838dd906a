import { saveText } from '../../components/save-text';

/** Gives the browser a `.env` file. */
export function downloadEnv(name: string, values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([variable, value]) => `${variable}=${value}\n`);
  const stem = name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'ostiary';
  saveText(`${stem}.env`, 'text/plain', lines.join(''));
}
