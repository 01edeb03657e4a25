"""The fictional county 青溪县, and a year of its matters taken step by step on simulated days."""
