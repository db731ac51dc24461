//go:build !linux

package main

import "os"

// maxResident isn't measured here: its unit differs between systems.
func maxResident(*os.ProcessState) int64 { return 0 }
