import type { Snippet } from '../../components/snippets';

/** The same call with a key, for four programs; the key is in the header that every API takes. */
export function keySnippets(url: string, key: string): readonly Snippet[] {
  return [
    { name: 'curl', text: `curl -H 'X-API-Key: ${key}' '${url}'` },
    {
      name: 'Python',
      text: `import requests

response = requests.get("${url}", headers={"X-API-Key": "${key}"}, timeout=10)
response.raise_for_status()
print(response.json())`,
    },
    {
      name: 'JavaScript',
      text: `const response = await fetch('${url}', {
  headers: { 'X-API-Key': '${key}' },
});
if (!response.ok) throw new Error(await response.text());
console.log(await response.json());`,
    },
    {
      name: 'Java',
      text: `import java.net.URI;
import java.net.http.*;

HttpRequest request = HttpRequest.newBuilder(URI.create("${url}"))
    .header("X-API-Key", "${key}")
    .build();
HttpResponse<String> response = HttpClient.newHttpClient()
    .send(request, HttpResponse.BodyHandlers.ofString());
System.out.println(response.statusCode() + " " + response.body());`,
    },
  ];
}
