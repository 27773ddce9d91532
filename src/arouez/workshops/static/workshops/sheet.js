// The sheet of a workshop, on a phone that may lose the network: what is done is kept in the phone first, shown at once,
// and sent when it can be, in order. What was sent twice counts once on the server.

const sheet = document.getElementById("feuille");
const kept = `acts:${sheet.dataset.who}:${sheet.dataset.sheet}`;
const AT_ONCE = 20;
const AGAIN = 4000; // ms

const read = () => JSON.parse(localStorage.getItem(kept) || "[]");
const write = (acts) => (acts.length ? localStorage.setItem(kept, JSON.stringify(acts)) : localStorage.removeItem(kept));
const people = () => [...sheet.querySelectorAll(".person")];
const boxes = (of) => [...of.querySelectorAll("[data-criterion]")];
const key = (box) => (box.hasAttribute("data-local") ? box.dataset.criterion : Number(box.dataset.criterion));
const lacks = (person) => boxes(person).some((box) => !box.checked);
const waitsForIt = (person) => "present" in person.dataset && !("awarded" in person.dataset);

// ---------------------------------------------------------------- what one does

sheet.addEventListener("change", (event) => {
  const box = event.target.closest("[data-criterion]");
  if (!box) return;
  const person = box.closest(".person");
  if (person) return keep([tick(person, box, box.checked)]);
  const ticks = [];
  for (const other of people().filter(waitsForIt)) {
    const same = boxes(other).find((each) => each.dataset.criterion === box.dataset.criterion);
    if (same && same.checked !== box.checked) ticks.push(tick(other, same, box.checked));
  }
  keep(ticks);
});

sheet.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const person = button.closest(".person");
  if (button.dataset.act) {
    keep([{ kind: button.dataset.act, participation: person.dataset.participation }]);
  } else if ("award" in button.dataset) {
    if (lacks(person)) return say(person, sheet.dataset.nobody);
    if (confirm(sheet.dataset.confirmOne.replace("{name}", person.dataset.name))) award([person]);
  } else if ("awardAll" in button.dataset) {
    const ready = people().filter((each) => waitsForIt(each) && !lacks(each));
    if (!ready.length) return alert(sheet.dataset.nobody);
    if (confirm(sheet.dataset.confirm.replace("{n}", ready.length))) award(ready);
  }
});

function tick(person, box, seen) {
  box.checked = seen;
  person.dataset.present = "";
  return { kind: seen ? "see" : "unsee", participation: person.dataset.participation, badge: sheet.dataset.badge, criterion: key(box) };
}

function award(chosen) {
  keep(chosen.map((person) => ({ kind: "award", participation: person.dataset.participation, badge: sheet.dataset.badge })));
}

function keep(acts) {
  write([...read(), ...acts]);
  show();
  send();
}

// ---------------------------------------------------------------- sending

let sending = false;
let later = 0;

async function send() {
  if (sending || !read().length) return;
  sending = true;
  clearTimeout(later);
  try {
    while (read().length) {
      const acts = read().slice(0, AT_ONCE);
      const answer = await fetch(sheet.dataset.acts, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": sheet.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify({ acts }),
        redirect: "error",
      });
      if (answer.status === 400) {
        write([]);
        location.reload();
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      const { refused } = await answer.json();
      write(read().slice(acts.length));
      for (const person of people()) {
        if (refused[person.dataset.participation]) say(person, refused[person.dataset.participation]);
      }
      if (acts.some((act) => act.kind !== "see" && act.kind !== "unsee")) await refresh(refused);
    }
  } catch {
    later = setTimeout(send, AGAIN);
  }
  sending = false;
  show();
}

// The list as the server has it: who got the badge, whose address was refused, who came meanwhile.
async function refresh(refused = {}) {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("liste");
  const open = new Set(people().filter((each) => each.querySelector("details").open).map((each) => each.dataset.participation));
  document.getElementById("liste").replaceWith(fresh);
  for (const person of people()) {
    const id = person.dataset.participation;
    if (open.has(id) || refused[id]) person.querySelector("details").open = true;
    if (refused[id]) say(person, refused[id]);
  }
  replay();
}

// ---------------------------------------------------------------- what one sees

// Acts that are still on the phone, on a page that came from the server without them.
function replay() {
  for (const act of read()) {
    const person = people().find((each) => each.dataset.participation === act.participation);
    if (!person) continue;
    if (act.kind === "present" || act.kind === "see") person.dataset.present = "";
    if (act.badge !== sheet.dataset.badge) continue;
    const box = boxes(person).find((each) => key(each) === act.criterion);
    if (box && act.kind !== "award") box.checked = act.kind === "see";
  }
  show();
}

function show() {
  const waiting = sheet.querySelector(".sheet-waiting");
  const acts = read();
  waiting.hidden = sending || !acts.length;
  waiting.textContent = sheet.dataset.waiting.replace("{n}", acts.length);
  for (const person of people()) {
    const all = boxes(person);
    const count = person.querySelector("[data-count]");
    if (count && all.length) count.textContent = `${all.filter((box) => box.checked).length}/${all.length}`;
    person.classList.toggle("is-ready", waitsForIt(person) && all.length > 0 && !lacks(person));
  }
  const waitingForIt = people().filter(waitsForIt);
  for (const box of boxes(sheet.querySelector("[data-everybody]") || document.createElement("div"))) {
    const same = waitingForIt.map((each) => boxes(each).find((other) => other.dataset.criterion === box.dataset.criterion));
    const seen = same.filter((each) => each?.checked).length;
    box.checked = seen > 0 && seen === same.length;
    box.indeterminate = seen > 0 && seen < same.length;
  }
  const ready = sheet.querySelector("[data-ready]");
  if (ready) ready.textContent = `(${people().filter((each) => each.classList.contains("is-ready")).length})`;
}

function say(person, words) {
  person.querySelector(".person__refusal").textContent = words;
  person.querySelector("details").open = true;
}

window.addEventListener("online", send);
replay();
send();
// Who scans the code appears by themselves, while nobody is typing and nothing waits.
setInterval(() => {
  if (!document.hidden && !read().length && !sheet.querySelector("details[open]")) refresh().catch(() => {});
}, 5000);
