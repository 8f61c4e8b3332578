package a

func f() {
	// ruleid: new-pointer
	c := new(Config)
	// ok: new-pointer
	d := new(Other)
}
