package a

func f() {
	// ruleid: chain
	db.Select("a").Where("b").Limit(1).Exec()
	// ruleid: chain
	db.Select("a").Exec()
	// ok: chain
	db.Delete("a").Exec()
}
