// A real OpenID Connect provider on loopback. Anybody may sign in under any name; /groups/NAME/GROUP/GROUP says which groups that person is in.
import { Provider } from 'oidc-provider';

const [port, client, secret, back] = process.argv.slice(2);
const groups = new Map();

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: [back] }],
  scopes: ['openid', 'profile', 'groups'],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
  // As most providers do: what was asked for stands in the ID token.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ['of no worth'] },
  findAccount: (_, name) => ({
    accountId: name,
    claims: () => ({ sub: name, name: `Provider’s ${name}`, preferred_username: name, groups: groups.get(name) ?? [] }),
  }),
});

provider.use(async (context, next) => {
  const [, set, name, ...given] = context.path.split('/');
  if (set !== 'groups') return next();
  groups.set(name, given);
  context.body = 'set';
});

provider.listen(Number(port), 'localhost', () => console.log('ready'));
