// Judges badges with Digital Bazaar's verifier, and issues one with its code. Offline: every document is given.
//   in:  {"documents": {url: json}, "badges": {name: credential}, "unsigned": credential}
//   out: {"verdicts": {name: {"verified": bool, "error": string, "revoked": bool or null}}, "issued": credential}
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {issue, verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const {documents, badges, unsigned} = JSON.parse(readFileSync(0, 'utf8'));

// A verification method is asked for by its own address: the key, with the context it needs to stand alone.
function find(url) {
  if (documents[url]) return documents[url];
  const [did, fragment] = url.split('#');
  if (did.startsWith('did:key:')) {
    const publicKeyMultibase = did.slice('did:key:'.length);
    const method = {id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase};
    documents[did] = {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did, assertionMethod: [method.id], verificationMethod: [method],
    };
  }
  if (!fragment) return documents[did];
  const method = documents[did]?.verificationMethod?.find(each => each.id === url);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

async function documentLoader(url) {
  const document = find(url);
  if (!document) throw new Error(`not given: ${url}`);
  return {documentUrl: url, document, contextUrl: null};
}

async function judge(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await verifyCredential({credential, suite, documentLoader, checkStatus});
  const errors = result.error?.errors ?? [result.error];
  return {
    verified: result.verified,
    error: errors.map(error => error?.cause?.message ?? error?.message ?? '').join('; '),
    revoked: result.statusResult?.results?.some(({status}) => status) ?? null,
  };
}

const verdicts = {};
for (const [name, credential] of Object.entries(badges)) verdicts[name] = await judge(credential);

const key = await Ed25519Multikey.generate();
key.controller = `did:key:${key.publicKeyMultibase}`;
key.id = `${key.controller}#${key.publicKeyMultibase}`;
unsigned.issuer.id = key.controller;
const issued = await issue({
  credential: unsigned, documentLoader, suite: new DataIntegrityProof({signer: key.signer(), cryptosuite}),
});
process.stdout.write(JSON.stringify({verdicts, issued}));
