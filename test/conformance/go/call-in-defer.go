package a

func g() {
	// ruleid: call-in-defer
	defer f.Close()
	// ruleid: call-in-defer
	go f.Close()
	// ruleid: call-in-defer
	err := f.Close()
	// ok: call-in-defer
	f.Open()
}
