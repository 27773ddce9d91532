// All of Node's verifiers and issuers in one process, which takes a second to start. Offline: every document is given.
//   in:  {"documents": {url: {text, type, status}}, "keys": {kid: JWK}, "schemas": {verifier: {type: schema}},
//         "questions": [{"verifier", "form", "badge"}], "unsigned": credential}
//   out: {"answers": {verifier: {form: what is held against it, "" for nothing}},
//         "made": [{"by", "form", "badge", "documents", "fault"}]}
import {readFileSync} from 'node:fs';
import {publish} from './documents.mjs';
import {makeAll} from './issuers.mjs';
import {verifiers} from './verifiers.mjs';

console.log = console.error;  // what some of them say on the way is not for stdout

const {documents, keys, schemas, questions, unsigned} = JSON.parse(readFileSync(0, 'utf8'));
publish(documents);

const judges = verifiers({keys, schemas});
const answers = {};
for (const {verifier, form, badge} of questions) {
  const held = await judges[verifier](badge).then(() => '', error => error.message || String(error));
  (answers[verifier] ??= {})[form] = held;
}
process.stdout.write(JSON.stringify({answers, made: await makeAll(unsigned)}));
