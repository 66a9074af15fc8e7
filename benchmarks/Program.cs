CoinPilot.Benchmarks.Journal.JournalBenchmark.Run(Console.Out); return 0;
