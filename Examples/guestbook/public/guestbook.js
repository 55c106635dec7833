const list = document.querySelector("#entries");
const answer = await fetch("/api/entries");
for (const name of (await answer.json()).entries) {
  const item = document.createElement("li");
  item.textContent = name;
  list.append(item);
}
