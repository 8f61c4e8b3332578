// ruleid: typedef
typedef int a;
// ok: typedef
typedef char b;
