// Those who judge: each is given a badge, and throws what it holds against it.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite as ecdsaJcs2019} from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {createVerifyCryptosuite as ecdsaSd2023} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {createVerifyCryptosuite as eddsaJcs2022} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import * as verifierCore from '@digitalcredentials/verifier-core';
import {Ajv2019} from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';
import {documentLoader} from './documents.mjs';

const suite = [
  new Ed25519Signature2020(),
  ...[eddsaRdfc2022, ecdsaRdfc2019, eddsaJcs2022(), ecdsaJcs2019(), ecdsaSd2023()]
    .map(cryptosuite => new DataIntegrityProof({cryptosuite})),
];

async function digitalBazaar(credential) {
  const result = await verifyCredential({credential, suite, documentLoader, checkStatus});
  if (!result.verified) throw new Error(messages(result.error ?? result.statusResult.error));
  const raised = result.statusResult?.results.find(({status}) => status);
  if (raised) throw new Error(raised.credentialStatus.statusPurpose);
}

// It answers with what it got to, and stops at a fault. Which registries know the issuer is its user's to choose.
async function digitalCredentials(credential) {
  const {errors = [], error, log = []} = await verifierCore.verifyCredential({credential, knownDIDRegistries: []});
  const faults = log.filter(step => step.id !== 'registered_issuer' && !step.valid).map(step => step.id);
  const held = [...errors.map(each => each.message), ...(error ? [error.message] : []), ...faults];
  if (held.length || !log.some(step => step.id === 'valid_signature')) throw new Error(held.join('; '));
}

// It is no judge of whose the keys are: it is given those of the issuer.
function jose({keys}) {
  return async token => {
    const {alg, kid} = decodeProtectedHeader(token);
    await jwtVerify(token, await importJWK(keys[kid], alg));
  };
}

function ajv(schemas) {
  const validator = new Ajv2019({strict: false, allErrors: true});
  addFormats(validator);
  const compiled = Object.fromEntries(
    Object.entries(schemas).map(([type, schema]) => [type, validator.compile(schema)]));
  return async badge => {
    const credential = typeof badge === 'string' ? JSON.parse(Buffer.from(badge.split('.')[1], 'base64url')) : badge;
    const validate = compiled[credential.type.find(type => compiled[type])];
    if (!validate(credential)) throw new Error(validator.errorsText(validate.errors));
  };
}

function messages(error) {
  return [...(error.errors ?? [error])].map(each => each.cause?.message ?? each.message).join('; ');
}

export const verifiers = ({keys, schemas}) => ({
  '@digitalbazaar/vc': digitalBazaar,
  'verifier-core': digitalCredentials,
  'jose': jose({keys}),
  ...Object.fromEntries(Object.entries(schemas).map(([name, files]) => [name, ajv(files)])),
});
