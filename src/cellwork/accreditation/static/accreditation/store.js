// What a desk keeps on its device: the list of mandates, and scans that wait to be handed over. IndexedDB: it survives a
// reload, a crash of the browser, and an empty battery.

const STORES = ["people", "waiting", "facts"];

export async function opened(name) {
  const database = await promised(Object.assign(indexedDB.open(name, 1), { onupgradeneeded: upgrade }));
  return new Store(name, database);
}

function upgrade(event) {
  const database = event.target.result;
  database.createObjectStore("people", { keyPath: "number" });
  database.createObjectStore("waiting", { keyPath: "id" });
  database.createObjectStore("facts", { keyPath: "name" });
}

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Store {
  constructor(name, database) {
    this.name = name;
    this.database = database;
  }

  async fact(name) {
    const found = await promised(this.#in("facts").get(name));
    return found?.value;
  }

  async everybody() {
    return promised(this.#in("people").getAll());
  }

  async waiting() {
    return promised(this.#in("waiting").getAll());
  }

  // A scan is on the device before anybody is told that it was taken.
  async keep(scan) {
    await this.#written((stores) => stores.waiting.put(scan));
  }

  async handedOver(ids) {
    await this.#written((stores) => ids.forEach((id) => stores.waiting.delete(id)));
  }

  async take(list, people) {
    await this.#written((stores) => {
      if (list.whole) stores.people.clear();
      people.forEach((person) => stores.people.put(person));
      for (const name of ["made_at", "keys", "conference"]) stores.facts.put({ name, value: list[name] });
    });
  }

  wipe() {
    this.database.close();
    return promised(indexedDB.deleteDatabase(this.name));
  }

  #in(store) {
    return this.database.transaction(store, "readonly").objectStore(store);
  }

  #written(change) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORES, "readwrite", { durability: "strict" });
      change(Object.fromEntries(STORES.map((store) => [store, transaction.objectStore(store)])));
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
  }
}
