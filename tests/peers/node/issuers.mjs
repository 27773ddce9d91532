// What others issue, for us to judge.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {createDiscloseCryptosuite, createSignCryptosuite as ecdsaSd2023} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {createSignCryptosuite as eddsaJcs2022} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {derive, issue} from '@digitalbazaar/vc';
import {createCredential, createList} from '@digitalbazaar/vc-bitstring-status-list';
import * as DccDataIntegrity from '@digitalcredentials/data-integrity';
import * as DccMultikey from '@digitalcredentials/ed25519-multikey';
import * as DccSignature2020 from '@digitalcredentials/ed25519-signature-2020';
import * as dccRdfc2022 from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import * as dcc from '@digitalcredentials/vc';
import {exportJWK, generateKeyPair, SignJWT} from 'jose';
import {documentLoader} from './documents.mjs';

const LIST = 'https://theirs.example/status/1';
const HOME = 'https://theirs.example';
const REVOKED = 7;
const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';

export async function makeAll(unsigned) {
  return [
    ...await withProofs(unsigned), ...await withStatus(unsigned), ...await byTheDcc(unsigned),
    ...await withTokens(unsigned),
  ];
}

async function withProofs(unsigned) {
  const [ed25519, p256] = [named(await Ed25519Multikey.generate()), named(await EcdsaMultikey.generate({curve: 'P-256'}))];
  const suites = {
    'eddsa-rdfc-2022': [ed25519, new DataIntegrityProof({signer: ed25519.signer(), cryptosuite: eddsaRdfc2022})],
    'eddsa-jcs-2022': [ed25519, new DataIntegrityProof({signer: ed25519.signer(), cryptosuite: eddsaJcs2022()})],
    'ecdsa-rdfc-2019': [p256, new DataIntegrityProof({signer: p256.signer(), cryptosuite: ecdsaRdfc2019})],
    'Ed25519Signature2020': [ed25519, new Ed25519Signature2020({signer: ed25519.signer()})],
  };
  const made = [];
  for (const [form, [key, suite]] of Object.entries(suites)) {
    made.push({by: '@digitalbazaar/vc', form, badge: await issued(unsigned, key, suite)});
  }
  const cryptosuite = ecdsaSd2023({mandatoryPointers: ['/issuer', '/validFrom']});
  const base = await issued(unsigned, p256, new DataIntegrityProof({signer: p256.signer(), cryptosuite}));
  const disclosing = createDiscloseCryptosuite({selectivePointers: ['/id', '/name', '/credentialSubject']});
  const suite = new DataIntegrityProof({cryptosuite: disclosing});
  const badge = await derive({verifiableCredential: base, suite, documentLoader});
  return [...made, {by: '@digitalbazaar/vc', form: 'ecdsa-sd-2023, derived', badge}];
}

async function withStatus(unsigned) {
  const key = named(await Ed25519Multikey.generate());
  const suite = () => new DataIntegrityProof({signer: key.signer(), cryptosuite: eddsaRdfc2022});
  const list = await createList({length: 131072});
  list.setStatus(REVOKED, true);
  const credential = await createCredential({id: LIST, list, statusPurpose: 'revocation'});
  const documents = {[LIST]: await issued({issuer: {}, ...credential}, key, suite())};
  const entry = index => ({
    id: `${LIST}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
    statusListIndex: String(index), statusListCredential: LIST,
  });
  const made = [];
  for (const [form, index, fault] of [['on a status list', REVOKED - 1, ''], ['revoked', REVOKED, 'status']]) {
    const badge = await issued({...unsigned, credentialStatus: entry(index)}, key, suite());
    made.push({by: '@digitalbazaar/vc-bitstring-status-list', form, badge, documents, fault});
  }
  return made;
}

// As the Digital Credentials Consortium issues: with the older type of proof in VCDM 1.1, and with both types in 2.0.
async function byTheDcc(unsigned) {
  const [by, key] = ['@digitalcredentials/vc', named(await DccMultikey.generate())];
  const older = () => new DccSignature2020.Ed25519Signature2020({signer: key.signer()});
  const newer = () => new DccDataIntegrity.DataIntegrityProof({signer: key.signer(), cryptosuite: dccRdfc2022.cryptosuite});
  const signed = (credential, suite) => dcc.issue({credential, suite, documentLoader});
  const {'@context': [, ob], validFrom, ...rest} = {...unsigned, issuer: {...unsigned.issuer, id: key.controller}};
  const v1 = {'@context': ['https://www.w3.org/2018/credentials/v1', ob, ED25519_2020], issuanceDate: validFrom, ...rest};
  const v2 = {'@context': ['https://www.w3.org/ns/credentials/v2', ob, ED25519_2020], validFrom, ...rest};
  return [
    {by, form: 'VCDM 1.1, Ed25519Signature2020', badge: await signed(v1, older())},
    {by, form: 'two proofs', badge: await signed(await signed(v2, newer()), older())},
  ];
}

async function withTokens(unsigned) {
  const made = [];
  for (const alg of ['RS256', 'ES256', 'EdDSA']) {
    const {publicKey, privateKey} = await generateKeyPair(alg, {extractable: true});
    const [issuer, kid] = [HOME, `${HOME}/keys/${alg}`];
    const claims = {
      ...unsigned, issuer: {...unsigned.issuer, id: issuer},
      iss: issuer, jti: unsigned.id, sub: unsigned.credentialSubject.id, nbf: Date.parse(unsigned.validFrom) / 1000,
    };
    const badge = await new SignJWT(claims).setProtectedHeader({alg, kid, typ: 'JWT'}).sign(privateKey);
    made.push({by: 'jose', form: `VC-JWT ${alg}`, badge, documents: {[kid]: await exportJWK(publicKey)}});
  }
  return made;
}

// A key that is its own did:key.
function named(key) {
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  return key;
}

function issued(unsigned, key, suite) {
  const credential = {...unsigned, issuer: {...unsigned.issuer, id: key.controller}};
  return issue({credential, suite, documentLoader});
}
