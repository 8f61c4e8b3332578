import type { Collection } from 'mongodb';

const rule = 'this.from < this.to';

export const search = (items: Collection, text: string) => [
  // ruleid: javascript.mongo-where
  items.countDocuments({ $where: text }),
  // ok: javascript.mongo-where
  items.countDocuments({ $where: rule }),
  // ok: javascript.mongo-where
  items.countDocuments({
    $where: function () {
      return this.a > 1;
    },
  }),
];
