// The programs link this library for what it replaces: see out_of_memory.c.
