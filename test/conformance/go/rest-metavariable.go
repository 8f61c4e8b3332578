package a

func f() {
	// ruleid: rest-metavariable
	log.Printf("%s %s", a, b)
	// ruleid: rest-metavariable
	log.Printf("x")
	// ok: rest-metavariable
	log.Println("x")
}
