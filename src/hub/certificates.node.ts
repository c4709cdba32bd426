import tls from 'node:tls';

/** Newer than the Node that this is compiled for; the extension host's has it. */
type Certificates = { readonly getCACertificates?: (type: 'default' | 'system') => readonly string[] };

let found: string[] | undefined;

/**
 * The certificates that are trusted: Node's own with those of NODE_EXTRA_CA_CERTS, and the system's, as in VS Code, for networks
 * that look into encrypted traffic. Undefined where this Node cannot tell: then it trusts its own.
 */
export function trustedCertificates(): string[] | undefined {
  const { getCACertificates } = tls as Certificates;
  if (getCACertificates) found ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return found;
}
