function find(collection, Model, year) {
  // ruleid: javascript.mongo-where
  collection.find({ $where: `this.year > ${year}` });
  // ruleid: javascript.mongo-where
  collection.find({ active: true, $where: 'this.year == ' + year });
  // ruleid: javascript.mongo-where
  Model.find().$where('this.year < ' + year);
  // ok: javascript.mongo-where
  collection.find({ $where: 'this.from < this.to' });
  // ok: javascript.mongo-where
  collection.find({ year: { $gt: year } });
  // ok: javascript.mongo-where
  collection.find({ where: `year > ${year}` });
}
