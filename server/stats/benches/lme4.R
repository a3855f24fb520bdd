# Fits a formula to a CSV with lme4 and says how long it took and how much memory it had.
# Debian: apt-get install r-cran-lme4. Usage, on one thread as the reference was measured:
#   OPENBLAS_NUM_THREADS=1 Rscript lme4.R FILE.csv "y ~ 1 + (1|f1) + (1|f2)"
# The files are written by `cargo bench -p stats --bench mixed_csv -- write DIR`.
arguments <- commandArgs(trailingOnly = TRUE)
library(lme4)
data <- read.csv(arguments[1])
for (name in grep("^f", names(data), value = TRUE)) data[[name]] <- factor(data[[name]])
seconds <- system.time(fit <- lmer(as.formula(arguments[2]), data, REML = TRUE))[["elapsed"]]
peak <- grep("VmHWM", readLines("/proc/self/status"), value = TRUE)
cat(sprintf("%.3f s, lme4 %s, %s\n", seconds, packageVersion("lme4"), gsub("\\s+", " ", peak)))
cat(sprintf("criterion %.10f\n", REMLcrit(fit)))
print(as.data.frame(VarCorr(fit))[, c("grp", "vcov")], digits = 10)
