// Times Digital Bazaar's code on one badge: {documents, unsigned, signed, count} in, microseconds of processor time out.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {issue, verifyCredential} from '@digitalbazaar/vc';

const {documents, unsigned, signed, count} = JSON.parse(readFileSync(0, 'utf8'));

async function documentLoader(url) {
  let document = documents[url];
  const [did] = url.split('#');
  if (!document && did.startsWith('did:key:')) {
    const publicKeyMultibase = did.slice('did:key:'.length);
    const method = {id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase};
    document = url.includes('#') ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did, assertionMethod: [method.id], verificationMethod: [method],
    };
  }
  if (!document) throw new Error(`not given: ${url}`);
  return {documentUrl: url, document, contextUrl: null};
}

async function microseconds(operation) {
  await operation();
  const start = process.cpuUsage();
  for (let n = 0; n < count; n++) await operation();
  const {user, system} = process.cpuUsage(start);
  return (user + system) / count;
}

const key = await Ed25519Multikey.generate();
key.controller = `did:key:${key.publicKeyMultibase}`;
key.id = `${key.controller}#${key.publicKeyMultibase}`;
const checkStatus = async () => ({verified: true});

const sign = await microseconds(() => issue({
  credential: {...structuredClone(unsigned), issuer: {...unsigned.issuer, id: key.controller}},
  suite: new DataIntegrityProof({signer: key.signer(), cryptosuite}), documentLoader,
}));
const verify = await microseconds(async () => {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await verifyCredential({credential: structuredClone(signed), suite, documentLoader, checkStatus});
  if (!result.verified) throw result.error;
});
process.stdout.write(JSON.stringify({sign, verify}));
