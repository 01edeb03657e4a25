"""What a studio sent up and what units did because of it (履职情况), sentence by sentence."""
