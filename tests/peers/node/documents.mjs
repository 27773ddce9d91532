// The documents that everybody here is given, and a network that has no others.

const given = new Map();
const MULTIKEY = 'https://w3id.org/security/multikey/v1';

// documents: {url: {text, type, status}}
export function publish(documents) {
  for (const [url, document] of Object.entries(documents)) given.set(url, document);
}

// For code that fetches by itself: the answers are the same.
globalThis.fetch = async request => {
  const url = typeof request === 'string' ? request : request.url;
  const {text = '', type = 'text/plain', status = 404} = given.get(url) ?? {};
  return new Response(text, {status, headers: {'content-type': type}});
};

// For JSON-LD processors. A key is asked for by its own address, and stands alone with the context it needs.
export async function documentLoader(url) {
  const [address, fragment] = url.split('#');
  const document = address.startsWith('did:') ? controller(address) : published(address);
  const found = fragment && address.startsWith('did:') ?
    {'@context': MULTIKEY, ...document.verificationMethod.find(method => method.id === url)} : document;
  return {documentUrl: url, document: found, contextUrl: null};
}

function published(url) {
  const document = given.get(url);
  if (document?.status !== 200) throw new Error(`not given: ${url}`);
  return JSON.parse(document.text);
}

// did:key is its own document (did:key §3.1); did:web has an address (did:web §3.2).
function controller(did) {
  const [, method, ...rest] = did.split(':');
  if (method === 'web') return published(`https://${rest.join('/')}/did.json`);
  const [publicKeyMultibase] = rest;
  const key = {id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase};
  return {
    '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY],
    id: did, verificationMethod: [key], assertionMethod: [key.id],
  };
}
