// ruleid: enumeration
enum A { B, C }
