package a

func f() {
	// ruleid: conversion
	g([]byte("x"))
	// ok: conversion
	g([]int{1})
}
