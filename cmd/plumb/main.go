// Command plumb lints AWS infrastructure as code.
package main

func main() {}
