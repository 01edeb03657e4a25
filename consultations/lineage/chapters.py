"""What a studio received, talked over and agreed in some time (履职情况), sentence by sentence."""
