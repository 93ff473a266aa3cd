import { useState } from 'react';
import type { Credentials } from './credentials.ts';

interface CredentialsBarProps {
  credentials: Credentials;
  onChange(credentials: Credentials): void;
}

/** Takes an API key, or a token pasted from `npm run -s token -- --user <id>`. Applied on Enter or on leaving the field. */
export function CredentialsBar({ credentials, onChange }: CredentialsBarProps) {
  const { kind } = credentials;
  const [text, setText] = useState(credentials[kind]);
  const apply = () => {
    if (text !== credentials[kind]) onChange({ ...credentials, [kind]: text });
  };
  return (
    <form
      className="credentials"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <strong>recsync</strong>
      <select
        aria-label="Kind of credentials"
        value={kind}
        onChange={(event) => {
          const chosen = event.target.value as Credentials['kind'];
          setText(credentials[chosen]);
          onChange({ ...credentials, kind: chosen });
        }}
      >
        <option value="apiKey">API key</option>
        <option value="token">User token</option>
      </select>
      <input
        aria-label={kind === 'apiKey' ? 'API key' : 'User token'}
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={kind === 'apiKey' ? 'da2-…, printed by npm start' : 'npm run -s token -- --user u1'}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={apply}
      />
    </form>
  );
}
