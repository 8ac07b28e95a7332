// One machine of two cores: two pages at once, no more. What changes the figures runs after the rest, alone (NonParallelizable).
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
