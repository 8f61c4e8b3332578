package a

func f(id string) {
	// ruleid: metavariable-pattern
	db.Query("select " + id)
	// ok: metavariable-pattern
	db.Query("select ?", id)
}
