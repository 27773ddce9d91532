// Writes documents in canonical N-Quads with jsonld.js, as its signatures do: RDFC-1.0, in safe mode. Offline.
//   in:  {"contexts": {url: json}, "documents": [json]}
//   out: [canonical N-Quads, or null for a document that it refuses]
import {readFileSync} from 'node:fs';
import jsonld from 'jsonld';

const {contexts, documents} = JSON.parse(readFileSync(0, 'utf8'));

async function documentLoader(url) {
  if (!contexts[url]) throw new Error(`not given: ${url}`);
  return {documentUrl: url, document: contexts[url], contextUrl: null};
}

const options = {
  algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, base: null, rdfDirection: 'i18n-datatype',
  documentLoader,
};
const canonical = [];
for (const document of documents) {
  canonical.push(await jsonld.canonize(document, options).catch(() => null));
}
process.stdout.write(JSON.stringify(canonical));
