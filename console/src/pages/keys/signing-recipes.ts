import type { Snippet } from '../../components/snippets';

/** What a recipe signs with. */
export interface Pair {
  readonly ak: string;
  readonly sk: string;
}

/**
 * How a consumer signs its own token: HS256, the key is the SK as it is written, `iss` the AK, at most two
 * hours between `iat` and `exp`. A person token says whose call it is; an app token stands for the app itself.
 */
export function signingRecipes(
  { ak, sk }: Pair,
  type: 'app_token' | 'person_token',
  { url, header }: { url: string; header: string },
): readonly Snippet[] {
  const isPerson = type === 'person_token';
  const subject = isPerson ? 'alice@example.com' : ak;
  const python = isPerson ? '\n    "roles": ["editor"],' : '';
  const javascript = isPerson ? ", roles: ['editor']" : '';
  const java = isPerson ? '\n    .withArrayClaim("roles", new String[] {"editor"})' : '';
  return [
    {
      name: 'Python',
      text: `# pip install pyjwt requests
import time, jwt, requests

now = int(time.time())
token = jwt.encode({
    "iss": "${ak}",
    "sub": "${subject}",
    "typ": "${type}",${python}
    "iat": now,
    "exp": now + 600,
}, "${sk}", algorithm="HS256")
print(requests.get("${url}", headers={"${header}": token}, timeout=10).text)`,
    },
    {
      name: 'JavaScript',
      text: `// npm install jose
import { SignJWT } from 'jose';

const token = await new SignJWT({ typ: '${type}'${javascript} })
  .setProtectedHeader({ alg: 'HS256' })
  .setIssuer('${ak}')
  .setSubject('${subject}')
  .setIssuedAt()
  .setExpirationTime('10m')
  .sign(new TextEncoder().encode('${sk}'));
const response = await fetch('${url}', { headers: { '${header}': token } });
console.log(response.status, await response.text());`,
    },
    {
      name: 'Java',
      text: `// com.auth0:java-jwt
Instant now = Instant.now();
String token = JWT.create()
    .withIssuer("${ak}")
    .withSubject("${subject}")
    .withClaim("typ", "${type}")${java}
    .withIssuedAt(now)
    .withExpiresAt(now.plusSeconds(600))
    .sign(Algorithm.HMAC256("${sk}"));
HttpRequest request = HttpRequest.newBuilder(URI.create("${url}"))
    .header("${header}", token).build();`,
    },
  ];
}
