fun a(id: String) {
  // ruleid: string-holding
  db.rawQuery("select $id", null)
  // ruleid: string-holding
  db.rawQuery("select ${id.trim()} from t")
  // ok: string-holding
  db.rawQuery("select 1", null)
}
