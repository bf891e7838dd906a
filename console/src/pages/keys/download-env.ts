/** Gives the browser a `.env` file; the values leave this page no other way. */
export function downloadEnv(name: string, values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([variable, value]) => `${variable}=${value}\n`);
  const url = URL.createObjectURL(new Blob([lines.join('')], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'ostiary'}.env`;
  link.click();
  URL.revokeObjectURL(url);
}
