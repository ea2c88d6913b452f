#pragma once
// jpeglib.h needs FILE and does not say so.
#include <stdio.h>
#include <jpeglib.h>
